package minzheng.standards;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What publishing a draft would do: to the register itself, and to people and money above. */
@Component
class StandardPreviews {
  private final Standards standards;
  private final ObjectProvider<PublishPreview> contributions;
  private final Clock clock;

  StandardPreviews(Standards standards, ObjectProvider<PublishPreview> contributions, Clock clock) {
    this.standards = standards;
    this.contributions = contributions;
    this.clock = clock;
  }

  /**
   * @param changes area by area
   * @param retroactive whether a value begins in the past, so that back-pay may arise
   */
  record Preview(
      List<Change> changes, List<PublishPreview.Effect> effects, boolean retroactive, Instant at) {}

  /**
   * What becomes of one area.
   *
   * @param before rows that give way
   * @param after the days that remain of them, and the new value, by day
   */
  record Change(String region, List<StandardValue> before, List<Stretch> after) {}

  /** Days with a value. */
  record Stretch(StandardValue value, LocalDate from, LocalDate to, boolean added) {}

  @Transactional(readOnly = true)
  Preview of(StandardBatch draft) {
    StandardBook before = standards.book();
    List<StandardValue> current =
        before.all().stream().filter(v -> v.code().equals(draft.first().code())).toList();
    var changes = new ArrayList<Change>();
    var after = new ArrayList<>(before.all());
    for (StandardValue value : draft.values()) {
      Succession succession = Succession.of(value, current);
      var stretches = new ArrayList<Stretch>();
      after.removeAll(succession.superseded());
      for (Succession.Remainder rest : succession.remainders()) {
        stretches.add(new Stretch(rest.of(), rest.from(), rest.to(), false));
        after.add(rest.of().during(rest.from(), rest.to()));
      }
      stretches.add(new Stretch(value, value.from(), value.to(), true));
      after.add(value);
      stretches.sort(java.util.Comparator.comparing(Stretch::from));
      changes.add(new Change(value.region(), succession.superseded(), List.copyOf(stretches)));
    }
    StandardBook then = new StandardBook(after);
    List<PublishPreview.Effect> effects =
        contributions
            .orderedStream()
            .map(module -> module.preview(draft.values(), before, then))
            .flatMap(Optional::stream)
            .toList();
    boolean past = draft.first().from().isBefore(LocalDate.now(clock));
    return new Preview(changes, effects, past, clock.instant());
  }
}
