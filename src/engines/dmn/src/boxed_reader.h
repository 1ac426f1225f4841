#pragma once
#include "reader.h"

namespace banxing::dmn {

/// Compiles the boxed expressions of one decision or business knowledge model; its locals share one
/// frame.
class BoxedReader {
public:
    BoxedReader(Reader& reader, const Document& document, std::string name);

    /// Null when it was refused (the fault is noted) or is written in another language.
    BoxedRef read(const pugi::xml_node& node, const feel::Scope& scope,
                  const ItemTypeRef& declared = nullptr);
    void read_function(const pugi::xml_node& node, const feel::Scope& scope, Function& function);
    int frame() const { return frame_; }

private:
    using Made = std::unique_ptr<Boxed>;

    Made literal(const pugi::xml_node& node, const feel::Scope& scope);
    Made context(const pugi::xml_node& node, feel::Scope scope);
    Made invocation(const pugi::xml_node& node, const feel::Scope& scope);
    Made list(const pugi::xml_node& node, const feel::Scope& scope);
    Made relation(const pugi::xml_node& node, const feel::Scope& scope);
    Made definition(const pugi::xml_node& node, const feel::Scope& scope);
    Made conditional(const pugi::xml_node& node, const feel::Scope& scope);
    Made filter(const pugi::xml_node& node, feel::Scope scope);
    Made iterator(const pugi::xml_node& node, feel::Scope scope, BoxedKind kind);
    /// The boxed expression inside a wrapper such as <if> or <in>.
    BoxedRef inside(const pugi::xml_node& wrapper, const feel::Scope& scope);

    Made table(const pugi::xml_node& node, feel::Scope scope, const ItemTypeRef& declared);
    bool column(const pugi::xml_node& node, feel::Scope& scope, Table& table, int number);
    bool output(const pugi::xml_node& node, const feel::Scope& scope, Table& table,
                const ItemTypeRef& declared);
    std::optional<std::vector<feel::Value>> output_order(const pugi::xml_node& node,
                                                         Output& output);
    bool rule(const pugi::xml_node& node, const feel::Scope& scope, Table& table);
    bool cell(const pugi::xml_node& node, const feel::Scope& scope, const Table& table, Rule& rule);
    bool conclusion(const pugi::xml_node& node, const feel::Scope& scope, const Table& table,
                    Rule& rule);
    bool policy(const pugi::xml_node& node, Table& table);
    feel::Type table_type(const Table& table) const;

    std::optional<feel::Expression> expression(const pugi::xml_node& node, const feel::Scope& scope,
                                               const std::string& part, int subject = -1);
    int local(feel::Scope& scope, const std::string& name, const feel::Type& type);
    void fault(const pugi::xml_node& node, const std::string& part, const Words& words,
               const std::string& at = {});

    Reader& reader_;
    const Document& document_;
    std::string name_;
    feel::Options options_;
    int frame_ = 0;
};

} // namespace banxing::dmn
