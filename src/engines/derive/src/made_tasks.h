#pragma once
// Tasks that no policy file names: facts to fill in, contradictions, the desks of a referral.
#include <core/result.h>

#include <string_view>

namespace banxing::derive {

constexpr std::string_view need_task = "need", verify_task = "verify";

/// A task of a referral is named REFERRAL_STEP.
enum class DeskStep { accept, again, answer, close };
constexpr DeskStep desk_steps[] = {DeskStep::accept, DeskStep::again, DeskStep::answer,
                                   DeskStep::close};
std::string_view name_of(DeskStep step);
/// What stands before the referral's title.
Words words_of(DeskStep step);

} // namespace banxing::derive
