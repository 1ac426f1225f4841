#pragma once
// Expat, with what sheets need: names without prefix, no DTD, capped depth and token size.
#include "input.h"

#include <optional>
#include <string_view>

struct XML_ParserStruct;

namespace banxing::files {

/// Attributes of the element that was just opened; names without prefix.
class Attributes {
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    /// Empty when missing.
    std::string_view operator[](std::string_view name) const;

private:
    const char** pairs_;
};

/// Derive, feed blocks, finish. One document each.
class Xml {
public:
    explicit Xml(std::uint32_t depth);
    Xml(const Xml&) = delete;
    Xml& operator=(const Xml&) = delete;
    virtual ~Xml();

    /// `stop` once the listener has had enough.
    Result<Next> feed(std::string_view block);
    /// Invalid when the document is not complete.
    Result<> finish();

protected:
    virtual void open(std::string_view name, const Attributes& attributes) = 0;
    virtual void close(std::string_view name) = 0;
    virtual void text(std::string_view) {}
    /// Ends the parsing, with an error or without one. No more calls come.
    void refuse(Error error);
    void stop();

private:
    struct Callbacks;
    Result<Next> parse(std::string_view block, bool last);

    std::unique_ptr<XML_ParserStruct, void (*)(XML_ParserStruct*)> parser_;
    std::uint32_t depth_ = 0, depth_limit_;
    std::uint64_t fed_ = 0;
    bool stopped_ = false;
    std::optional<Error> error_;
};

} // namespace banxing::files
