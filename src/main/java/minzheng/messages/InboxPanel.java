package minzheng.messages;

import minzheng.security.CurrentUser;
import minzheng.web.Display;
import minzheng.web.HomePanel;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The unread messages on 工作台. */
@Component
@Order(5)
class InboxPanel implements HomePanel {
  private static final int SHOWN = 4;

  private final Inbox inbox;
  private final Display display;

  InboxPanel(Inbox inbox, Display display) {
    this.inbox = inbox;
    this.display = display;
  }

  @Override
  public Place place() {
    return Place.SIDE;
  }

  @Override
  public Lines content(CurrentUser user) {
    long unread = inbox.unread(user);
    if (unread == 0) return null;
    var lines =
        inbox.latest(user, SHOWN).stream()
            .map(
                m ->
                    new Line(
                        m.title(),
                        "/messages?show=unread",
                        null,
                        m.body(),
                        display.recent(m.queuedAt())))
            .toList();
    return new Lines("站内消息", unread, unread + " 条未读", "/messages?show=unread", lines, null);
  }
}
