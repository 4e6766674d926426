package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import minzheng.jobs.JobKind;
import minzheng.jobs.JobRun;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives the cases of a hand-over one by one; what has become impossible since stays where it is.
 */
@Component
class HandOverWork implements JobKind<HandOverWork.Params> {
  private static final int CHUNK = 50;

  private final JdbcClient jdbc;
  private final CaseStore store;
  private final Handling handling;
  private final CaseHistory history;
  private final Clock clock;

  HandOverWork(
      JdbcClient jdbc, CaseStore store, Handling handling, CaseHistory history, Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.handling = handling;
    this.history = history;
    this.clock = clock;
  }

  record Params(long handOver) {}

  private record Item(
      long caseId, long toId, String toName, long fromId, String fromName, String reason) {}

  private record Count(long done, long refused) {}

  @Override
  public String code() {
    return "cases-hand-over";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public void run(Params params, JobRun run) {
    var last = new Count[] {null};
    int[] given = {1};
    while (given[0] > 0)
      run.step(
          () -> {
            var waiting = waiting(params.handOver());
            for (Item item : waiting) give(params.handOver(), item, run);
            given[0] = waiting.size();
            last[0] = count(params.handOver());
            return new JobRun.Mark(last[0].done(), params.handOver());
          });
    run.result(
        "已交接 %d 件，未交接 %d 件".formatted(last[0].done(), last[0].refused()),
        "/cases/hand-overs/" + params.handOver());
  }

  private List<Item> waiting(long handOver) {
    return jdbc.sql(
            """
            SELECT i.case_id, i.to_id, i.to_name, h.from_id, h.from_name, h.reason
            FROM hand_over_item i JOIN hand_over h ON h.id = i.hand_over_id
            WHERE i.hand_over_id = ? AND i.state = 'WAITING' ORDER BY i.case_id LIMIT ?
            """)
        .params(handOver, CHUNK)
        .query(Item.class)
        .list();
  }

  private void give(long handOver, Item item, JobRun run) {
    var file = store.lock(item.caseId()).orElse(null);
    String refusal = null;
    if (file == null || !Objects.equals(file.assigneeId(), item.fromId()))
      refusal = "已不由%s办理".formatted(item.fromName());
    else if (handling.candidates(file).stream().noneMatch(a -> a.id() == item.toId()))
      refusal = "%s没有本环节的职责，或已办理过须回避的步骤".formatted(item.toName());
    if (refusal == null) {
      store.handler(file.id(), new Standing.Handler(item.toId(), item.toName()));
      history.append(
          file,
          CaseStep.by(
              new Officer(run.by(), Set.of()),
              CaseActions.HAND_OVER,
              "交接",
              file.state(),
              file.state(),
              null,
              "由%s交接给%s：%s".formatted(item.fromName(), item.toName(), item.reason()),
              LocalDate.now(clock),
              null,
              null,
              clock.instant()));
    }
    jdbc.sql(
            "UPDATE hand_over_item SET state = ?, refusal = ? WHERE hand_over_id = ? AND case_id ="
                + " ?")
        .params(refusal == null ? "DONE" : "REFUSED", refusal, handOver, item.caseId())
        .update();
  }

  private Count count(long handOver) {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE state = 'DONE') AS done,
                   count(*) FILTER (WHERE state = 'REFUSED') AS refused
            FROM hand_over_item WHERE hand_over_id = ?
            """)
        .param(handOver)
        .query(Count.class)
        .single();
  }
}
