package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.InvalidPropertyException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * What nobody caught, as a page that says in plain words what happened and what to do. An API
 * answers its own errors with an advice of higher precedence.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class ErrorPages {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  private final Layout layout;

  ErrorPages(Layout layout) {
    this.layout = layout;
  }

  @ExceptionHandler(RuleViolation.class)
  ModelAndView refused(
      RuleViolation e, HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
    var status = e.field() == null ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
    return page("error/refused", status, e.getMessage(), request, user);
  }

  @ExceptionHandler(NotFound.class)
  ModelAndView notFound(
      NotFound e, HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
    return page("error/404", HttpStatus.NOT_FOUND, e.getMessage(), request, user);
  }

  @ExceptionHandler(NoResourceFoundException.class)
  ModelAndView noPage(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
    return page("error/404", HttpStatus.NOT_FOUND, null, request, user);
  }

  @ExceptionHandler(AccessDeniedException.class)
  ModelAndView forbidden(
      AccessDeniedException e,
      HttpServletRequest request,
      @AuthenticationPrincipal CurrentUser user) {
    if (user == null) throw e; // not signed in: Spring Security shows the sign-in page
    return page("error/403", HttpStatus.FORBIDDEN, null, request, user);
  }

  @ExceptionHandler(OptimisticLockingFailureException.class)
  ModelAndView stale(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
    return page("error/409", HttpStatus.CONFLICT, null, request, user);
  }

  /** The database refused a row of another area; anything else is our fault and goes on. */
  @ExceptionHandler(DataAccessException.class)
  ModelAndView outOfScope(
      DataAccessException e,
      HttpServletRequest request,
      @AuthenticationPrincipal CurrentUser user) {
    String cause = String.valueOf(e.getMostSpecificCause().getMessage());
    if (!cause.contains("row-level security")) throw e;
    LOG.warn("Write outside the scope at {}: {}", request.getRequestURI(), cause);
    return page("error/403", HttpStatus.FORBIDDEN, "这项内容属于其他辖区，您的账号不能在那里办理。", request, user);
  }

  @ExceptionHandler(MaxUploadSizeExceededException.class)
  ModelAndView tooLarge(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
    String text = "上传的文件过大：每个文件不超过 20 MB，一次合计不超过 60 MB。请压缩或分次上传。";
    return page("error/refused", HttpStatus.CONTENT_TOO_LARGE, text, request, user);
  }

  /** A form whose row numbers or names no page of ours makes, such as its row 900. */
  @ExceptionHandler(InvalidPropertyException.class)
  ModelAndView unreadable(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
    LOG.warn("A form that cannot be read at {}", request.getRequestURI());
    String text = "表单内容无法识别，没有保存。请重新打开这一页再填写；一张表最多 256 行。";
    return page("error/refused", HttpStatus.BAD_REQUEST, text, request, user);
  }

  private ModelAndView page(
      String view, HttpStatus status, String text, HttpServletRequest request, CurrentUser user) {
    var page = new ModelAndView(view, status);
    if (text != null) page.addObject("sentence", text);
    layout.fill(page::addObject, request, user);
    return page;
  }
}
