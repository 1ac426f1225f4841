#include "pipeline.h"

namespace banxing::demo {

SubjectId subject_of(const World& world, std::int64_t index) {
    Draw draw(world.options.seed, Stream::subject, std::uint64_t(index));
    std::int64_t stretch = INT64_MAX / world.options.people;
    return SubjectId{stretch * index + 1 + draw.below(stretch - 1)};
}

class Making {
public:
    Making(const casework::Office& office, const World& world)
        : office_(office), world_(world), random_(crypto::system_random()) {}

    Result<Ready> file(std::int64_t index, const Life& life) {
        Ready out;
        SubjectId subject = subject_of(world_, index);
        auto key = office_.vault.new_key(random_);
        out.person = TRY(registry::prepare(office_.vault, subject, key, life.identity));
        for (auto& entry : life.entries)
            out.rows.push_back(TRY(row(key, entry, std::int64_t(out.rows.size()) + 1)));
        Date day = world_.options.day;
        auto records = records::as_records(out.rows);
        out.consequences = office_.program->derive({"person", records}, day);
        out.head = {subject,
                    "person",
                    1,
                    std::int64_t(out.rows.size()),
                    day,
                    out.consequences.next_change,
                    office_.program->source().version,
                    {}};
        if (!out.consequences.faults.empty()) out.head.fault = out.consequences.faults.front().zh;
        return out;
    }

private:
    Result<records::Row> row(const crypto::DataKey& key, const Entry& entry, std::int64_t no) {
        auto* form = office_.program->find_form(entry.form);
        if (!form)
            return fail(Error::internal("the demo county writes a form that is not published"));
        Json content = entry.content;
        for (auto& field : form->fields) {
            if (!derive::is_protected(field.type) || !content.contains(field.id)) continue;
            auto& text = content[field.id];
            text = office_.vault.protect(key, text.get_ref<const std::string&>(),
                                         casework::sealed_place(*form, field), random_);
        }
        records::Row out;
        out.no = out.lineage = no;
        out.form = entry.form;
        out.day = entry.day;
        // in office hours, the same for the same county
        constexpr std::int64_t first_ms = 8 * 3'600'000, span_ms = 9 * 3'600'000;
        std::int64_t spread =
            (to_days(entry.day) * 7919 + no * 104'729 + entry.writer.account * 15'485'863) * 1'009;
        out.entered_at = {start_of(entry.entered).ms + first_ms + spread % span_ms};
        out.account = entry.writer.account;
        out.organisation = entry.writer.organisation;
        out.content = content.dump();
        return out;
    }

    const casework::Office& office_;
    const World& world_;
    crypto::Random& random_;
};

Result<Chunk> make_chunk(const casework::Office& office, const World& world,
                         std::span<const std::uint16_t> sequences, std::int64_t n) {
    Making making(office, world);
    Chunk out;
    std::int64_t from = n * chunk_people, to = std::min(from + chunk_people, world.options.people);
    for (std::int64_t index = from; index < to;) {
        std::int64_t cluster = index / cluster_size;
        auto made = make_cluster(world, cluster,
                                 sequences.subspan(std::size_t(index), std::size_t(cluster_size)));
        for (std::size_t who = 0; who < made.people.size() && index < to; ++who, ++index) {
            auto life = tell(world, made, who, index);
            out.files.push_back(TRY(making.file(index, life)));
            out.children += made.people[who].child;
            out.on_spectrum += made.people[who].on_spectrum;
            out.confirmed += life.confirmed;
            for (auto& held : life.held) out.held.push_back(std::move(held));
        }
    }
    return out;
}

} // namespace banxing::demo
