package minzheng.standards;

import java.time.LocalDate;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Where a value stands on a day, in the words of the pages. */
enum StandardState implements Labelled {
  IN_FORCE("执行中", Tone.OK),
  FUTURE("已发布，未生效", Tone.NOW),
  ENDED("已结束", Tone.PLAIN),
  SUPERSEDED("已被替代", Tone.PLAIN),
  DRAFT("草稿", Tone.DRAFT),
  SUBMITTED("待发布", Tone.WARN),
  PUBLISHED("已发布", Tone.OK),
  WITHDRAWN("已撤回", Tone.PLAIN);

  private final String label;
  private final Tone tone;

  StandardState(String label, Tone tone) {
    this.label = label;
    this.tone = tone;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Tone tone() {
    return tone;
  }

  /** How the segment of the timeline is drawn. */
  public String segment() {
    return switch (this) {
      case IN_FORCE -> "mz-seg-now";
      case FUTURE -> "mz-seg-future";
      case DRAFT, SUBMITTED -> "mz-seg-draft";
      default -> "mz-seg-past";
    };
  }

  static StandardState of(StandardRow row, LocalDate today) {
    return switch (row.status()) {
      case DRAFT -> row.submittedAt() == null ? DRAFT : SUBMITTED;
      case WITHDRAWN -> WITHDRAWN;
      case PUBLISHED -> {
        if (!row.value().current()) yield SUPERSEDED;
        if (row.value().from().isAfter(today)) yield FUTURE;
        yield row.value().days().contains(today) ? IN_FORCE : ENDED;
      }
    };
  }
}
