#pragma once
// The JSON shapes of openapi.yaml that several areas share, and how values read in both languages.
#include <core/json.h>
#include <core/money.h>
#include <derive/derive.h>

#include <wire/context.h>

namespace banxing::http {

Json shown(const Words& words);
Json shown(const access::Organisation& organisation);
Json shown(const std::vector<derive::Citation>& citations);

/// 2026年11月2日, 2026-11-02.
Words day_words(Date day);
/// "3岁2个月"; days below a month, months below two years, whole years from eighteen.
Words age_words(Date birth, Date day);
/// "诸暨市 店口镇 湄池村"; the number when it is no region.
Words place_words(const policy::Regions& regions, std::int64_t region);
/// "3,000元"
Words money_words(Money amount);
/// "330681********1234"
std::string masked(const std::string& identity_number);

/// The policy's words of a stage of a system; the id when it has none.
Words stage_words(const derive::Program& program, const std::string& system,
                  const std::string& stage);
/// The policy's words of a form.
Words form_words(const derive::Program& program, const std::string& form);
/// The policy's words of a system, a task of it without its occurrence, a fact or a benefit; the id
/// when it has none.
Words system_words(const derive::Program& program, const std::string& system);
Words task_words(const derive::Program& program, const std::string& system,
                 const std::string& task);
Words fact_words(const derive::Program& program, const std::string& id);
Words benefit_words(const derive::Program& program, const std::string& benefit);

} // namespace banxing::http
