package minzheng.subsidy.desk;

import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.subsidy.desk.CaseExtra.Extra;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/** Gives the case pages their further cards. */
@ControllerAdvice(assignableTypes = CaseController.class)
class CaseExtraAdvice {
  private final CaseExtras extras;

  CaseExtraAdvice(CaseExtras extras) {
    this.extras = extras;
  }

  @ModelAttribute("extras")
  List<Extra> extras(@PathVariable long id, @AuthenticationPrincipal CurrentUser user) {
    return extras.of(id, user);
  }
}
