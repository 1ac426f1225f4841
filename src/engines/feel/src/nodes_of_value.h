#pragma once
// The shared parts of values, and small rules every evaluator file needs.
#include <feel/value.h>

namespace banxing::feel {

template <typename T>
struct Node : Shared {
    explicit Node(T c) : content(std::move(c)) {}
    const T content;
};

using TextNode = Node<std::string>;
using ListNode = Node<List>;
using ContextNode = Node<std::vector<Entry>>;
using RangeNode = Node<Range>;
using NeedsNode = Node<std::vector<int>>;

Words kind_words(Kind kind);

/// Unknown for want of what either needs.
Value merge_unknown(const Value& a, const Value& b);

/// Whether the value contains an unknown at any depth, and which.
Value unknown_inside(const Value& value);

} // namespace banxing::feel
