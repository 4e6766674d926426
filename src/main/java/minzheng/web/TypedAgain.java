package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * A step that is refused by a redirect (flash attribute "refused") finds its words again: the page
 * that follows has them as {@code again}, by field, and the address that refused as {@code
 * againAt}. The fragments of fields that are not bound to a form object show them.
 */
@Configuration(proxyBeanMethods = false)
class TypedAgain implements HandlerInterceptor, WebMvcConfigurer {
  /** Flash attributes lie in the session; what is longer than any remark does not belong there. */
  private static final int LONGEST = 2000;

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void postHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler, ModelAndView page) {
    var flash = RequestContextUtils.getOutputFlashMap(request);
    if (!flash.containsKey("refused")) return;
    var typed = new HashMap<String, String>();
    request.getParameterMap().forEach((name, values) -> keep(typed, name, values));
    flash.put("again", typed);
    flash.put("againAt", request.getRequestURI());
  }

  private static void keep(Map<String, String> typed, String name, String[] values) {
    boolean secret = name.startsWith("_") || name.contains("assword");
    if (!secret && values.length == 1 && values[0].length() <= LONGEST) typed.put(name, values[0]);
  }
}
