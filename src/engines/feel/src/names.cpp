#include "compiler.h"

#include <core/text.h>

#include <algorithm>

namespace banxing::feel {
namespace {

constexpr std::string_view keywords[] = {
    "and",      "between", "else", "external", "false",  "for",       "if",   "in",
    "instance", "null",    "of",   "or",       "return", "satisfies", "then", "true"};

} // namespace

bool Compiler::keyword_ahead() {
    return std::ranges::any_of(keywords,
                               [&](std::string_view word) { return cursor_.sees_word(word); });
}

std::string Compiler::loose_name() {
    cursor_.skip_space();
    std::size_t from = cursor_.at(), end = from;
    if (cursor_.word().empty()) return {};
    end = cursor_.at();
    for (;;) {
        char next = cursor_.peek();
        if (std::string_view("-+*'./").find(next) != std::string_view::npos && next != '\0' &&
            !cursor_.sees("..")) {
            cursor_.take(std::string_view(&next, 1));
        } else if (!cursor_.sees_name_start() || keyword_ahead()) {
            break;
        }
        if (cursor_.word().empty() && !(next >= '0' && next <= '9')) {
            break;
        }
        end = cursor_.at();
    }
    cursor_.go(end);
    return squeeze(cursor_.text().substr(from, end - from));
}

bool Compiler::can_bind(const std::string& name) {
    return !name_tokens(name).empty() ||
           refuse(cursor_.at(), "这里需要名字", "expected a name") >= 0;
}

Binding& Compiler::bind(std::string name, Type type) {
    auto tokens = binding_tokens(name);
    frame_->bindings.push_back(
        {std::move(tokens), std::move(name), std::move(type), frame_->places++});
    return frame_->bindings.back();
}

void Compiler::find_binding(Found& found) {
    for (Frame* frame = frame_; frame; frame = frame->parent) {
        for (std::size_t i = frame->bindings.size(); i-- > 0;) {
            std::size_t end = cursor_.match(frame->bindings[i].tokens);
            if (end <= found.end) continue;
            found = {end, Found::What::binding, frame, i, -1};
        }
    }
}

Compiler::Found Compiler::find() {
    Found found;
    cursor_.skip_space();
    find_binding(found);
    std::size_t at = cursor_.at();
    std::string first(cursor_.word());
    cursor_.go(at);
    if (first.empty()) first = cursor_.text().substr(at, character_at(cursor_.text(), at).length);
    auto search = [&](const auto& patterns, Found::What what) {
        auto [from, to] = patterns.equal_range(first);
        for (auto it = from; it != to; ++it) {
            std::size_t end = cursor_.match(it->second.tokens);
            // Of slots with the same name the last declared is the innermost.
            bool inner = end == found.end && found.what == Found::What::slot && what == found.what;
            if (end > found.end || (end != 0 && inner))
                found = {end, what, nullptr, 0, it->second.slot};
        }
    };
    search(scope_.patterns(), Found::What::slot);
    search(builtin_patterns(), Found::What::builtin);
    return found;
}

int Compiler::capture(Frame& frame, bool from_slot, int from) {
    for (const Capture& known : frame.captures)
        if (known.from_slot == from_slot && known.from == from) return known.to;
    frame.captures.push_back({from_slot, from, frame.places++});
    return frame.captures.back().to;
}

int Compiler::reference(Frame& frame, Frame* owner, int place, int slot) {
    if (&frame == owner) return place;
    if (!frame.parent->parent && !owner) return capture(frame, true, slot);
    return capture(frame, false, reference(*frame.parent, owner, place, slot));
}

int Compiler::emit_binding(Frame& frame, Frame& owner, const Binding& binding) {
    int place = reference(frame, &owner, binding.place, -1);
    if (binding.field < 0) return emit(Op::local, binding.type, {}, place, intern(binding.name));
    bool hidden = std::ranges::any_of( // an entry is called item: then the item has no name
        owner.bindings, [&](const Binding& b) {
            return b.place == binding.place && b.name == "item" && b.field >= 0;
        });
    int item = emit(Op::local, {}, {}, place, intern(hidden ? "" : "item"));
    return emit(Op::path, binding.type, {item}, 0, intern(binding.name));
}

int Compiler::emit_slot(int slot) {
    const auto& declared = scope_.slots()[static_cast<std::size_t>(slot)];
    if (slot == subject_) subject_used_ = true;
    program_.slots.push_back(slot);
    if (frame_ == &top_) return emit(Op::slot, declared.type, {}, slot);
    int place = reference(*frame_, nullptr, -1, slot);
    std::string name = slot == subject_ ? "?" : declared.names.front();
    return emit(Op::local, declared.type, {}, place, intern(std::move(name)));
}

int Compiler::emit_found(const Found& found) {
    std::size_t at = cursor_.at();
    cursor_.go(found.end);
    if (found.what == Found::What::builtin)
        return builtin_call(builtins()[static_cast<std::size_t>(found.slot)].name, at);
    if (found.what == Found::What::slot) return emit_slot(found.slot);
    Binding& binding = found.frame->bindings[found.binding];
    binding.used = true;
    Binding copy = binding;
    return emit_binding(*frame_, *found.frame, copy);
}

int Compiler::name() {
    Found found = find();
    int place = frame_->dynamic_item;
    bool own = found.what == Found::What::binding && found.frame == frame_ &&
               frame_->bindings[found.binding].place >= place;
    if (place < 0 || own) return found.end ? emit_found(found) : unresolved();
    // In a filter over items of which nothing is declared, an entry of the item comes before any
    // outer name.
    std::size_t at = cursor_.at();
    std::string text =
        found.end ? squeeze(cursor_.text().substr(at, found.end - at)) : loose_name();
    if (found.what == Found::What::builtin) return emit_found(found);
    int outer = found.end ? emit_found(found) : emit_constant({});
    return outer < 0 ? -1 : emit(Op::item_name, {}, {outer}, place, intern(std::move(text)));
}

int Compiler::unresolved() {
    std::size_t at = cursor_.at();
    std::string text(cursor_.word());
    if (text.empty()) {
        auto c = character_at(cursor_.text(), at);
        if (c.length == 0) return refuse(at, "表达式不完整", "the expression ends too early");
        std::string found(cursor_.text().substr(at, c.length));
        return refuse(at, "此处不应出现“" + found + "”", "unexpected \"" + found + "\"");
    }
    if (options_.strict)
        return refuse(at, "未定义的名称“" + text + "”", "unknown name \"" + text + "\"");
    cursor_.go(at);
    (void)loose_name();
    return emit_constant({});
}

} // namespace banxing::feel
