package minzheng.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.web.Chip;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Labelled;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Slice;
import minzheng.web.Tone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 交接与代办 of an area: what was ordered, how much of it went over, and who acts for whom. */
@Component
class HandOverList {
  /** How a deputy's days stand on a day. */
  enum Deputy implements Labelled {
    RUNNING("代办中", Tone.NOW),
    COMING("未开始", Tone.DRAFT),
    OVER("已到期", Tone.PLAIN),
    ENDED("提前结束", Tone.PLAIN),
    NONE("没有代办", Tone.PLAIN);

    private final String label;
    private final Tone tone;

    Deputy(String label, Tone tone) {
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
  }

  private static final String SQL =
      """
      SELECT * FROM (
        SELECT h.id, h.from_id, h.from_name, h.reason, h.deadline, h.cases, h.ordered_name, h.ordered_at,
          (SELECT count(*) FROM hand_over_item i WHERE i.hand_over_id = h.id AND i.state = 'DONE') AS done,
          d.id AS deputy_id, d.to_name AS deputy, d.from_on AS deputy_from, d.to_on AS deputy_to,
          d.end_reason, d.ended_name,
          CASE WHEN d.id IS NULL THEN 'NONE' WHEN d.ended_at IS NOT NULL THEN 'ENDED' WHEN d.to_on < :today THEN 'OVER'
               WHEN d.from_on > :today THEN 'COMING' ELSE 'RUNNING' END AS state
        FROM hand_over h LEFT JOIN delegation d ON d.hand_over_id = h.id) l
      WHERE (:q = '' OR starts_with(from_name, :q) OR starts_with(coalesce(deputy, ''), :q))
        AND (:deputy = '' OR state = :deputy)
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  HandOverList(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Conditions; empty text for none.
   *
   * @param q beginning of the worker's or the deputy's name
   * @param deputy a {@link Deputy}
   */
  record Filter(String q, String deputy) {
    Filter {
      q = q == null ? "" : q.strip();
      deputy = deputy == null ? "" : deputy.strip();
    }

    List<Chip> chips() {
      var chips = new ArrayList<Chip>();
      if (!q.isEmpty()) chips.add(new Chip("q", "姓名：" + q));
      for (var each : Deputy.values())
        if (each.name().equals(deputy)) chips.add(new Chip("deputy", "代办：" + each.label()));
      return chips;
    }
  }

  /**
   * @param done cases that went over
   * @param deputyId the delegation, null like all of it when nobody acts for the worker
   */
  record Row(
      long id,
      long fromId,
      String fromName,
      String reason,
      LocalDate deadline,
      int cases,
      String orderedName,
      Instant orderedAt,
      long done,
      Long deputyId,
      String deputy,
      LocalDate deputyFrom,
      LocalDate deputyTo,
      String endReason,
      String endedName,
      Deputy state) {
    /** Whether it may still be ended. */
    public boolean lasts() {
      return state == Deputy.RUNNING || state == Deputy.COMING;
    }
  }

  static List<Option> deputies() {
    return Option.of(Deputy.class);
  }

  @Transactional(readOnly = true)
  Slice<Row> page(Filter filter, Paging paging) {
    return Keyset.of(jdbc, SQL)
        .params(params(filter))
        .order("ordered", Column.number("id"))
        .order("deadline", Column.day("deadline"), Column.number("id"))
        .order("worker", Column.text("from_name"), Column.number("id"))
        .fetchCounted(paging.orElse("-ordered"), Row.class);
  }

  @Transactional(readOnly = true)
  void export(Filter filter, Consumer<Row> sheet) {
    try (var rows =
        jdbc.sql(SQL + " ORDER BY id DESC").params(params(filter)).query(Row.class).stream()) {
      rows.forEach(sheet);
    }
  }

  private Map<String, Object> params(Filter filter) {
    return Map.of("q", filter.q(), "deputy", filter.deputy(), "today", LocalDate.now(clock));
  }
}
