#include <consequences/figures.h>

#include <algorithm>
#include <insight/cube.h>
#include <map>
#include <mutex>
#include <unordered_map>

namespace banxing::insight {

/// The changes of one indicator, month by month for each town: row `town` begins at town * months.
struct Columns {
    std::vector<std::int32_t> below, above;
};

class Cube::Impl {
public:
    Result<std::vector<Point>> points(db::Session& session, const Slice& slice) {
        std::lock_guard lock(mutex_);
        for (auto& row : TRY(consequences::cells_since(session, seq_))) put(row);
        return sums(slice);
    }

private:
    struct Groups {
        std::vector<std::int64_t> regions;           // sorted
        std::vector<std::pair<int, int>> town_group; // town, its group
    };

    void put(const consequences::CellRow& row) {
        auto& columns = indicators_[row.key.indicator];
        int town = town_of(row.key.town);
        widen(row.key.month);
        auto cells = std::size_t(towns_) * std::size_t(months_);
        columns.below.resize(cells);
        columns.above.resize(cells);
        auto at = std::size_t(town) * std::size_t(months_) + std::size_t(row.key.month - first_);
        columns.below[at] = std::int32_t(row.change.below);
        columns.above[at] = std::int32_t(row.change.above);
        seq_ = std::max(seq_, row.seq);
    }

    int town_of(std::int64_t town) {
        auto [at, fresh] = number_of_.emplace(town, towns_);
        if (fresh) {
            codes_.push_back(town);
            ++towns_;
        }
        return at->second;
    }

    /// Room for the month, with a year to spare; rows are moved apart.
    void widen(std::int64_t month) {
        if (months_ > 0 && month >= first_ && month < first_ + months_) return;
        std::int64_t first = months_ == 0 ? month : std::min(first_, month);
        std::int64_t end = months_ == 0 ? month + 1 : std::max(first_ + months_, month + 1);
        first -= first % 12;
        end += 12 - end % 12;
        for (auto& [id, columns] : indicators_)
            for (auto* side : {&columns.below, &columns.above}) {
                std::vector<std::int32_t> wider(std::size_t(towns_ * (end - first)));
                std::size_t rows = months_ == 0 ? 0 : side->size() / std::size_t(months_);
                for (std::size_t row = 0; row < rows; ++row)
                    std::copy_n(side->begin() + std::ptrdiff_t(row * std::size_t(months_)), months_,
                                wider.begin() + std::ptrdiff_t(row * std::size_t(end - first) +
                                                               std::size_t(first_ - first)));
                *side = std::move(wider);
            }
        first_ = first;
        months_ = end - first;
    }

    static std::int64_t group_of(std::int64_t town, int digits) {
        std::int64_t unit = 1;
        for (int i = digits; i < 12; ++i) unit *= 10;
        return town / unit * unit;
    }

    Groups groups_of(const Slice& slice) const {
        Groups out;
        std::vector<std::pair<std::int64_t, int>> found;
        for (int town = 0; town < towns_; ++town) {
            auto code = codes_[std::size_t(town)];
            if (code < slice.region.from || code >= slice.region.to) continue;
            found.emplace_back(slice.digits == 0 ? slice.region.from : group_of(code, slice.digits),
                               town);
        }
        std::sort(found.begin(), found.end());
        for (auto& [region, town] : found) {
            if (out.regions.empty() || out.regions.back() != region) out.regions.push_back(region);
            out.town_group.emplace_back(town, int(out.regions.size()) - 1);
        }
        if (slice.digits == 0 && out.regions.empty()) out.regions.push_back(slice.region.from);
        return out;
    }

    Result<std::vector<Point>> sums(const Slice& slice) const {
        auto groups = groups_of(slice);
        std::int64_t months = slice.month_to - slice.month_from + 1;
        auto count = std::int64_t(slice.indicators.size() * groups.regions.size()) * months;
        if (months < 1 || count > most_points)
            return fail(Error::invalid(
                {"一次最多查询2000个数，请缩小地区、时间或指标范围",
                 "At most 2,000 figures at a time: ask for fewer regions, months or indicators"}));
        std::vector<Point> out;
        out.reserve(std::size_t(count));
        for (auto& indicator : slice.indicators) add(indicator, slice, groups, months, out);
        return out;
    }

    void add(const std::string& indicator, const Slice& slice, const Groups& groups,
             std::int64_t months, std::vector<Point>& out) const {
        std::vector<std::int64_t> below(groups.regions.size() * std::size_t(months)), above(below);
        auto at = indicators_.find(indicator);
        if (at != indicators_.end())
            for (auto& [town, group] : groups.town_group) {
                auto to = std::size_t(group) * std::size_t(months);
                running(at->second.below, town, slice, below.data() + to);
                running(at->second.above, town, slice, above.data() + to);
            }
        for (std::size_t i = 0; i < below.size(); ++i)
            out.push_back({indicator, groups.regions[i / std::size_t(months)],
                           slice.month_from + std::int64_t(i % std::size_t(months)), below[i],
                           above[i]});
    }

    /// Adds what stands in each month of the slice: the sum of all changes up to it.
    void running(const std::vector<std::int32_t>& column, int town, const Slice& slice,
                 std::int64_t* to) const {
        auto row = std::size_t(town) * std::size_t(months_);
        if (row >= column.size()) return; // no cell of this indicator in a town that came later
        const std::int32_t* change = column.data() + row;
        std::int64_t sum = 0, month = first_;
        for (; month < slice.month_from && month < first_ + months_; ++month) sum += *change++;
        for (std::int64_t m = slice.month_from; m <= slice.month_to; ++m) {
            if (m >= first_ && m < first_ + months_) sum += *change++;
            *to++ += sum;
        }
    }

    mutable std::mutex mutex_;
    std::map<std::string, Columns> indicators_;
    std::unordered_map<std::int64_t, int> number_of_;
    std::vector<std::int64_t> codes_; // of the towns by number
    int towns_ = 0;
    std::int64_t first_ = 0, months_ = 0;
    std::int64_t seq_ = -1;
};

Cube::Cube() : impl_(std::make_unique<Impl>()) {}
Cube::~Cube() = default;

Result<std::vector<Point>> Cube::points(db::Session& session, const Slice& slice) {
    return impl_->points(session, slice);
}

} // namespace banxing::insight
