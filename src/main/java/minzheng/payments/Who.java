package minzheng.payments;

import minzheng.kernel.Acting;
import org.springframework.security.core.context.SecurityContextHolder;

/** The name written beside a change: the signed-in person, or the system in a job. */
final class Who {
  private Who() {}

  static String name() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Acting acting
        ? acting.actor().name()
        : "系统";
  }
}
