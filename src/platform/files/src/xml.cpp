#include "xml.h"

#include "refusals.h"

#include <expat.h>

namespace banxing::files {

/// Expat keeps an unfinished token in memory: a tag or text run without end is not let grow.
static constexpr std::uint64_t longest_token = 1u << 20;

static std::string_view local(const char* name) {
    std::string_view view = name;
    auto colon = view.find(':');
    return colon == view.npos ? view : view.substr(colon + 1);
}

std::string_view Attributes::operator[](std::string_view name) const {
    for (const char** pair = pairs_; *pair; pair += 2)
        if (local(pair[0]) == name) return pair[1];
    return {};
}

struct Xml::Callbacks {
    static void open(void* self, const char* name, const char** attributes) {
        auto& xml = *static_cast<Xml*>(self);
        if (xml.stopped_) return;
        if (++xml.depth_ > xml.depth_limit_) return xml.refuse(damaged("XML nested too deep"));
        xml.open(local(name), Attributes(attributes));
    }
    static void close(void* self, const char* name) {
        auto& xml = *static_cast<Xml*>(self);
        if (xml.stopped_) return;
        --xml.depth_;
        xml.close(local(name));
    }
    static void text(void* self, const char* text, int length) {
        auto& xml = *static_cast<Xml*>(self);
        if (!xml.stopped_) xml.text({text, std::size_t(length)});
    }
    static void doctype(void* self, const char*, const char*, const char*, int) {
        static_cast<Xml*>(self)->refuse(refused_xml());
    }
};

Xml::Xml(std::uint32_t depth)
    : parser_(XML_ParserCreate(nullptr), XML_ParserFree), depth_limit_(depth) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), Callbacks::open, Callbacks::close);
    XML_SetCharacterDataHandler(parser_.get(), Callbacks::text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), Callbacks::doctype);
}
Xml::~Xml() = default;

void Xml::stop() {
    if (std::exchange(stopped_, true)) return;
    XML_StopParser(parser_.get(), XML_FALSE);
}

void Xml::refuse(Error error) {
    if (!error_) error_ = std::move(error);
    stop();
}

Result<Next> Xml::parse(std::string_view block, bool last) {
    if (stopped_ && !error_) return Next::stop;
    auto status = XML_Parse(parser_.get(), block.data(), int(block.size()), last);
    if (error_) return fail(*error_);
    if (stopped_) return Next::stop;
    if (status != XML_STATUS_OK)
        return fail(damaged(XML_ErrorString(XML_GetErrorCode(parser_.get()))));
    fed_ += block.size();
    if (auto at = XML_GetCurrentByteIndex(parser_.get());
        at >= 0 && fed_ > std::uint64_t(at) + longest_token)
        return fail(damaged("XML token too long"));
    return Next::more;
}

Result<Next> Xml::feed(std::string_view block) {
    return parse(block, false);
}

Result<> Xml::finish() {
    TRY(parse({}, true));
    return {};
}

} // namespace banxing::files
