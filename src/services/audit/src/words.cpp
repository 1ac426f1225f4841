#include <audit/words.h>

#include <vector>

namespace banxing::audit {
namespace {

struct ActionWords {
    const char* action;
    Words words;
};

const std::vector<ActionWords>& actions() {
    static const std::vector<ActionWords> all{
        {"file.read", {"查看档案", "read the file"}},
        {"list.shown", {"在名单中看到", "saw it in a list"}},
        {"explanation.read", {"查看待遇的理由", "read why an entitlement came out so"}},
        {"decision.tried", {"用档案试算待遇", "tried a decision on the file"}},
        {"access.refused", {"越权被拒", "asked for what the post may not do"}},
        {"file.refused", {"查看未开放的档案被拒", "asked for a file that is not open to it"}},
        {"search.empty", {"查找，没有找到", "searched and found nobody"}},
        {"file.erased", {"依法删除", "erased by order of law"}},
        {"session.opened", {"登录", "logged in"}},
        {"session.refused", {"登录被拒", "a log-in was refused"}},
        {"audit.searched", {"查看审计", "looked into the audit"}},
        {"emergency.reviewed", {"复核应急查阅", "looked at an emergency"}},
        {"record.written", {"填写记录", "wrote a record"}},
        {"record.amended", {"更正或撤回记录", "corrected or withdrew a record"}},
        {"records.transferred", {"在档案之间转移记录", "moved records between files"}},
        {"file.merged", {"与另一份档案合并", "merged it with another file"}},
        {"file.unmerged", {"撤销合并", "undid a merge"}},
        {"import.undone", {"撤回名单带来的记录", "took back a list's records"}},
        {"doubt.decided", {"核对疑似重复", "decided a doubtful match"}},
        {"draft.kept", {"保存草稿", "kept a draft"}},
        {"draft.dropped", {"删除草稿", "dropped a draft"}},
        {"claim.proposed", {"提出发放待遇", "proposed a payment"}},
        {"claim.approved", {"批准发放", "approved a payment"}},
        {"claim.refused", {"不予批准", "refused a payment"}},
        {"claim.withdrawn", {"收回发放申请", "took back a proposal"}},
        {"claim.returned", {"银行退回", "the bank returned a payment"}},
        {"claim.retried", {"重新发放", "paid again"}},
        {"emergency.opened", {"应急查阅档案", "opened the file in an emergency"}},
        {"guardian.confirmed", {"确认监护人", "confirmed a guardian"}},
        {"guardian.ended", {"终止监护人", "ended a guardian"}},
        {"consent.given", {"同意", "gave consent"}},
        {"consent.withdrawn", {"撤回同意", "withdrew consent"}},
        {"request.made", {"提出申请", "made a request"}},
        {"request.answered", {"答复申请", "answered a request"}},
        {"family.read", {"家庭查看档案", "the family read the file"}},
        {"family.explained", {"家庭查看待遇的理由", "the family read the reasons"}},
        {"family.audited", {"家庭查看谁看过档案", "the family saw who read the file"}},
        {"family.consents", {"家庭查看同意事项", "the family saw the consents"}},
        {"family.requests", {"家庭查看申请", "the family saw its requests"}},
        {"family.copied", {"家庭取得档案副本", "the family took a copy"}},
    };
    return all;
}

} // namespace

Words words_of(const std::string& action) {
    for (const auto& one : actions())
        if (action == one.action) return one.words;
    return {action, action};
}

} // namespace banxing::audit
