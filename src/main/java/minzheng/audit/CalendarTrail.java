package minzheng.audit;

import java.util.Map;
import minzheng.jurisdiction.CalendarChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The calendar lies below the trail and cannot write into it: it is told by its event. */
@Component
class CalendarTrail {
  private final Audit audit;

  CalendarTrail(Audit audit) {
    this.audit = audit;
  }

  @EventListener
  void on(CalendarChanged change) {
    audit.write(
        "载入",
        "工作日历",
        change.year(),
        null,
        null,
        null,
        Map.of("文号", change.source(), "变动天数", change.changes()));
  }
}
