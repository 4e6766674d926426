package minzheng.subsidy.precheck;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import minzheng.people.Person;
import minzheng.people.PersonPanel;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 政策找人 on the person page: what the person and the family could receive, in short. */
@Component
@Order(20)
class PrecheckPanel implements PersonPanel {
  private final Prechecks prechecks;

  PrecheckPanel(Prechecks prechecks) {
    this.prechecks = prechecks;
  }

  @Override
  public Place place() {
    return Place.WIDE;
  }

  @Override
  public Panel panel(Person person, LocalDate today, CurrentUser user) {
    var view = view(person, user);
    if (view.isEmpty()) return null;
    boolean start = user.has(Role.CASEWORKER);
    var rows = new ArrayList<List<Cell>>();
    for (var row : concerning(person, view.get()))
      rows.add(
          List.of(
              Cell.of(row.result().name()).withSub(row.who()),
              verdict(row),
              Cell.of(row.why()),
              start && row.startUrl() != null && !row.held()
                  ? Cell.button("发起申请", row.startUrl())
                  : Cell.of("")));
    return new Panel(
            "政策找人",
            List.of(Column.text("项目"), Column.text("结论"), Column.text("说明"), Column.text("办理")),
            rows,
            "没有可以预审的项目。")
        .withRemark("按今天的证据和标准预审")
        .withLink("全家预审", "/subsidy/precheck?household=" + view.get().household().id());
  }

  @Override
  public String note(Person person, LocalDate today, CurrentUser user) {
    long overlooked =
        view(person, user).stream()
            .flatMap(v -> concerning(person, v).stream())
            .filter(Prechecks.Row::overlooked)
            .count();
    return overlooked == 0 ? null : overlooked + " 项待遇可能漏享，见“政策找人”";
  }

  private Optional<Prechecks.View> view(Person person, CurrentUser user) {
    boolean desk =
        user.has(Role.CASEWORKER)
            || user.has(Role.REVIEWER)
            || user.has(Role.APPROVER)
            || user.has(Role.SUPERVISOR);
    if (!desk || person.deathDate() != null) return Optional.empty();
    return prechecks.householdOf(person.id()).map(prechecks::of);
  }

  private static List<Prechecks.Row> concerning(Person person, Prechecks.View view) {
    return view.rows().stream().filter(r -> r.household() || r.personId() == person.id()).toList();
  }

  private static Cell verdict(Prechecks.Row row) {
    if (row.held()) return Cell.verdict("已认定", "na");
    return switch (row.result().outcome()) {
      case ELIGIBLE -> Cell.verdict("符合", "ok");
      case NOT_ELIGIBLE -> Cell.verdict("不符合", "no");
      case UNKNOWN -> Cell.verdict("缺数据", "open");
      case NO_STANDARD -> Cell.verdict("无适用标准", "na");
    };
  }
}
