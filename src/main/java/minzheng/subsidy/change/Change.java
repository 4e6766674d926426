package minzheng.subsidy.change;

import java.time.LocalDate;
import minzheng.kernel.Money;
import minzheng.web.Labelled;

/**
 * A change case's own part.
 *
 * @param sourceCase the case by which it is paid
 * @param eventOn the day of the event
 * @param ends the event itself ends the right
 * @param proposal what was proposed when it was handed in; null before
 */
record Change(
    long caseId,
    String region,
    long sourceCase,
    long entitlementId,
    ChangeReason reason,
    LocalDate eventOn,
    String note,
    boolean ends,
    Proposal proposal) {

  /** What a determination means for the money. */
  enum Kind implements Labelled {
    STOP("停发"),
    LESS("降低"),
    SAME("不变"),
    MORE("提高");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }

    /** Whether the recipient is to be heard first (社会救助法 第四十八条). */
    boolean reduces() {
      return this == STOP || this == LESS;
    }
  }

  /**
   * @param before paid monthly until now
   * @param after from then on; zero for a stop
   */
  record Proposal(Kind kind, Money before, Money after, int persons) {
    static Proposal stop(Money before) {
      return new Proposal(Kind.STOP, before, Money.ZERO, 1);
    }

    static Proposal of(Money before, Money after, int persons) {
      int sign = after.amount().compareTo(before.amount());
      Kind kind = sign < 0 ? Kind.LESS : sign > 0 ? Kind.MORE : Kind.SAME;
      return new Proposal(kind, before, after, persons);
    }
  }
}
