package minzheng.subsidy.change;

import java.time.Instant;
import java.time.LocalDate;
import minzheng.web.Labelled;

/**
 * 听取意见: what the recipient said before a reduction or stop (社会救助法 第四十八条).
 *
 * @param person who was heard
 * @param recordedBy who heard and noted it
 */
record Hearing(
    LocalDate heardOn,
    String person,
    Manner manner,
    boolean agrees,
    String said,
    String recordedBy,
    Instant recordedAt) {

  /** How somebody was heard. */
  enum Manner implements Labelled {
    FACE("当面"),
    PHONE("电话"),
    WRITTEN("书面"),
    NOT_POSSIBLE("无法听取（写明原因）");

    private final String label;

    Manner(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /** In one line for papers and the case page. */
  String words() {
    if (manner == Manner.NOT_POSSIBLE) return heardOn + " 无法听取：" + said;
    return "%s %s听取%s的意见：%s。%s"
        .formatted(heardOn, manner.label(), person, agrees ? "同意" : "有异议", said);
  }
}
