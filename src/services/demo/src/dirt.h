#pragma once
// What people do to lists: the same thing written in many ways, and now and then wrongly. At the
// rates of rates.yaml.
#include "tables.h"

#include <core/date.h>
#include <files/write.h>

namespace banxing::demo {

class Dirt {
public:
    Dirt(const Rates& rates, Draw& draw) : rates_(rates), draw_(draw) {}

    bool happens(const char* what) { return draw_.chance(rates_.dirt.at(what)); }
    std::string name(std::string text);
    std::string sex(bool male);
    std::string number(std::string text);
    std::string phone(std::string text);
    std::string digits(std::string text); // maybe full-width
    std::string cell(std::string text);   // maybe with blanks or a line break
    files::Value day(Date day);
    std::string yes_no(bool yes);
    files::Value month(Date month);
    files::Value yuan(std::int64_t fen);

private:
    const Rates& rates_;
    Draw& draw_;
};

} // namespace banxing::demo
