#include <audit/words.h>

#include <vector>

namespace banxing::audit {
namespace {

struct ActionWords {
    const char* action;
    Words words;
};

const std::vector<ActionWords> actions{
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
    {"sms.asked", {"申请发短信提醒", "asked for a reminder by SMS"}},
    {"request.made", {"提出申请", "made a request"}},
    {"request.answered", {"答复申请", "answered a request"}},
    {"family.read", {"家庭查看档案", "the family read the file"}},
    {"family.explained", {"家庭查看待遇的理由", "the family read the reasons"}},
    {"family.audited", {"家庭查看谁看过档案", "the family saw who read the file"}},
    {"family.consents", {"家庭查看同意事项", "the family saw the consents"}},
    {"family.requests", {"家庭查看申请", "the family saw its requests"}},
    {"family.copied", {"家庭取得档案副本", "the family took a copy"}},
    {"audit.opened", {"审计开始", "the audit began"}},
    {"audit.blanked", {"清除过期审计的内容", "blanked what was past its time"}},
    {"account.made", {"开设账号", "made an account"}},
    {"account.left", {"停用账号并移交工作", "closed an account and handed its work over"}},
    {"account.code_made", {"重发一次性登录码", "gave a new one-time code"}},
    {"account.linked", {"绑定统一身份", "linked a single sign-on"}},
    {"post.given", {"增加岗位", "gave a post"}},
    {"post.taken", {"收回岗位", "took a post away"}},
    {"batch.bank_file", {"导出银行文件", "made the bank's file"}},
    {"batch.confirmed", {"确认批次", "confirmed a batch"}},
    {"batch.exported", {"导出发放清单", "exported a batch"}},
    {"batch.made", {"生成批次", "made a batch"}},
    {"batch.paid", {"登记发放结果", "noted a batch as paid"}},
    {"batch.read", {"查看批次", "read a batch"}},
    {"batch.return_file", {"导入银行回单", "took in the bank's answer"}},
    {"benefit.declined", {"家庭表示不要这项待遇", "the family does not want a benefit"}},
    {"benefit.wanted", {"家庭表示要这项待遇", "the family wants a benefit"}},
    {"budget.answered", {"答复资金申请", "answered an application for funds"}},
    {"budget.applied", {"申请上级资金", "applied for funds"}},
    {"budget.booked", {"登记预算", "booked on the budget"}},
    {"budget.line", {"设立预算项目", "made a budget line"}},
    {"claim.recovery", {"处理多发款项", "decided on a recovery"}},
    {"demo.people_written", {"生成演示人员", "made the demo's people"}},
    {"doubts.closed", {"关闭名单的疑似重复", "closed a list's doubts"}},
    {"draft.changed", {"修改草稿", "changed a draft"}},
    {"report.frozen", {"报告定稿", "froze a report"}},
    {"duty.noted", {"登记履职情况", "noted a duty"}},
    {"factor.confirmed", {"启用二次验证", "turned the second factor on"}},
    {"factor.ended", {"停用二次验证", "turned the second factor off"}},
    {"factor.refused", {"二次验证被拒", "a second factor was refused"}},
    {"family.benefits", {"家庭查看可享受的待遇", "the family saw its benefits"}},
    {"figure.entered", {"填报指标", "entered a figure"}},
    {"import.exported", {"导出退回的行", "exported the rows sent back"}},
    {"month.closed", {"关账", "closed a month"}},
    {"objection.answered", {"答复异议", "answered an objection"}},
    {"objection.entered", {"登记异议", "entered an objection"}},
    {"password.set", {"修改密码", "set a password"}},
    {"policy.consented", {"同意政策变更", "consented to a change of policy"}},
    {"policy.proposed", {"提出政策变更", "proposed a change of policy"}},
    {"policy.published", {"发布政策", "published a policy"}},
    {"policy.refused", {"不同意政策变更", "refused a change of policy"}},
    {"post.lent", {"委托岗位", "lent a post"}},
    {"registration.doubted", {"登记遇到疑似重复", "a registration met a doubtful match"}},
    {"session.closed", {"退出登录", "logged out"}},
};

} // namespace

Words words_of(const std::string& action) {
    for (const auto& one : actions)
        if (action == one.action) return one.words;
    return {action, action};
}

} // namespace banxing::audit
