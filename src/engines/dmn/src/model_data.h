#pragma once
// The compiled model: immutable once loaded.
#include <dmn/model.h>
#include <feel/cell.h>
#include <feel/function.h>

#include <memory>
#include <optional>

namespace banxing::dmn {

/// A typeRef with what the item definition adds to the FEEL type.
struct ItemType {
    feel::Type type;
    bool collection = false;
    std::optional<feel::Expression> allowed; // tests over slot 0
    bool each = false;                       // a collection's allowed values hold for each item
    std::vector<std::pair<std::string, std::shared_ptr<const ItemType>>> components;
    std::shared_ptr<const ItemType> base;    // what it was defined by
    std::shared_ptr<const ItemType> element; // of a collection

    /// The value as this type; null when it does not conform.
    feel::Value conform(feel::Value value, feel::Budget& budget) const {
        return value.kind() == plain ? value : conform_any(std::move(value), budget);
    }
    /// Values of this kind conform as they are: a scalar type without constraints.
    std::optional<feel::Kind> plain;

private:
    bool allows(const feel::Value& value, feel::Budget& budget) const;
    feel::Value conform_any(feel::Value value, feel::Budget& budget) const;
    bool items_conform(const feel::List& items, feel::Budget& budget) const;
    bool entries_conform(const feel::Value& context, feel::Budget& budget) const;
};
using ItemTypeRef = std::shared_ptr<const ItemType>;

struct Boxed;
using BoxedRef = std::unique_ptr<const Boxed>;

struct Cell {
    std::optional<feel::CellShape> shape;
    std::optional<feel::Expression> tests; // none: "-"
    std::string text, id;
};

struct Column {
    std::optional<feel::Expression> input;
    ItemTypeRef type;
    std::optional<feel::Expression> allowed; // inputValues, over the column's slot
    std::optional<feel::CellShape> limits;   // the same, where they are constants
    bool enforced = false;                   // strict: another value is a fault
    std::string label, id;
    int slot = 0;  // `?`
    int read = -1; // the slot that is all there is to the input
};

struct Output {
    std::string name;
    ItemTypeRef type;
    std::vector<feel::Value> order; // outputValues, the first has the highest priority
    std::optional<feel::CellShape> limits;
    std::optional<feel::Expression> otherwise;
};

struct Rule {
    std::string id;
    std::vector<Cell> cells;
    std::vector<feel::Expression> outputs;
    std::vector<std::string> output_ids;
    std::vector<std::optional<feel::Value>> constants; // of outputs, as their types take them
    std::vector<std::string> annotations;
};

class TableIndex;

enum class HitPolicy {
    unique,
    any,
    priority,
    first,
    rule_order,
    output_order,
    collect,
    sum,
    least,
    greatest,
    count
};

struct Table {
    HitPolicy policy = HitPolicy::unique;
    std::vector<Column> columns;
    std::vector<Output> outputs;
    std::vector<Rule> rules;
    std::shared_ptr<const TableIndex> index; // null where a cell is more than constants
};

enum class BoxedKind {
    literal,
    table,
    context,
    invocation,
    list,
    function,
    conditional,
    filter,
    loop,
    some,
    every
};

/// One boxed expression. Values of variables stand in the frame by slot.
struct Boxed {
    BoxedKind kind = BoxedKind::literal;
    ItemTypeRef type;  // declared, may be null
    feel::Type result; // as far as known
    std::optional<feel::Expression> literal;
    std::unique_ptr<const Table> table;
    std::vector<BoxedRef> parts;    // entries, arguments, items, branches, body
    std::vector<std::string> names; // of entries or arguments; empty: the context's result
    std::vector<ItemTypeRef> types; // of entries
    std::vector<int> slots;         // of entries, iterator, item
    std::shared_ptr<const struct Function> function;
};

/// What a slot below the locals of a frame stands for.
struct Reference {
    enum class What { input, decision, knowledge, service } what = What::input;
    int index = 0;
};

/// Something with formal parameters and a body: a function definition or a business knowledge
/// model.
struct Function {
    std::vector<std::string> parameters;
    std::vector<ItemTypeRef> types;
    std::vector<int> slots;
    std::vector<int> captured; // slots of the surrounding frame the body uses
    feel::Type type;
    ItemTypeRef result;
    BoxedRef body; // null: another language
    int frame = 0; // number of slots
    std::vector<Reference> references;
};

struct Logic {
    std::vector<Reference> references; // slots 0 …
    int frame = 0;
    BoxedRef body; // null: no logic
    ItemTypeRef type;
    std::vector<int>
        calculates_with; // decisions whose null would be refused, had their texts shown it
};

struct Knowledge {
    std::string id, name;
    feel::Type type;                          // of the function
    std::shared_ptr<const Function> function; // null when its logic was refused
};

struct Service {
    std::string id, name;
    std::vector<int> inputs, decisions, outputs; // input data, input decisions, output decisions
    std::vector<std::string> output_names;
    feel::Type type;
    ItemTypeRef result;
};

struct ModelData : std::enable_shared_from_this<ModelData> {
    std::string name, uri;
    std::vector<Input> inputs;
    std::vector<ItemTypeRef> input_types;
    std::vector<std::string> input_uris; // namespace of the model each comes from
    std::vector<Decision> decisions;
    std::vector<Logic> logic; // of decisions
    std::vector<Knowledge> knowledge;
    std::vector<Service> services;
    std::vector<feel::Note> notes;
    std::vector<std::string> faults; // tolerated ones
    Options options;
};

} // namespace banxing::dmn
