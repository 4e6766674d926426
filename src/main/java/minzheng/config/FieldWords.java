package minzheng.config;

import java.util.Map;

/** 审计字段: the fields of before and after in words; an unknown one keeps its code. */
final class FieldWords {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("account", "账号"),
          Map.entry("address", "地址"),
          Map.entry("amount", "金额"),
          Map.entry("area", "地区"),
          Map.entry("bank", "银行"),
          Map.entry("case", "案件"),
          Map.entry("cause", "原因代码"),
          Map.entry("closedOn", "终止日"),
          Map.entry("code", "代码"),
          Map.entry("deathDate", "死亡日期"),
          Map.entry("document", "证件号"),
          Map.entry("effectiveOn", "生效日"),
          Map.entry("enabled", "启用"),
          Map.entry("evidence", "证据"),
          Map.entry("file", "文件"),
          Map.entry("from", "自"),
          Map.entry("head", "户主"),
          Map.entry("import", "导入编号"),
          Map.entry("holder", "户名"),
          Map.entry("kind", "种类"),
          Map.entry("last", "最后月份"),
          Map.entry("line", "行号"),
          Map.entry("monthly", "月金额"),
          Map.entry("name", "姓名或名称"),
          Map.entry("number", "编号"),
          Map.entry("office", "单位"),
          Map.entry("on", "日期"),
          Map.entry("openedOn", "建户日"),
          Map.entry("opinion", "意见"),
          Map.entry("owner", "所属记录"),
          Map.entry("paper", "材料"),
          Map.entry("payee", "领款人"),
          Map.entry("person", "人员"),
          Map.entry("phone", "电话"),
          Map.entry("reason", "原因"),
          Map.entry("receiver", "收件人"),
          Map.entry("region", "区划"),
          Map.entry("relation", "关系"),
          Map.entry("roles", "职责"),
          Map.entry("rows", "行数"),
          Map.entry("same", "未变行数"),
          Map.entry("scope", "数据范围"),
          Map.entry("sha256", "文件校验值"),
          Map.entry("source", "来源"),
          Map.entry("state", "环节"),
          Map.entry("title", "标题"),
          Map.entry("to", "至"),
          Map.entry("total", "合计"),
          Map.entry("username", "登录名"),
          Map.entry("way", "方式"),
          Map.entry("wrong", "有误行数"));

  private FieldWords() {}

  static String of(String field) {
    return WORDS.getOrDefault(field, field);
  }
}
