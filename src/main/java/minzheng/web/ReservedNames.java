package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Parameters of the layout and of the fragments that a page may leave out. A model attribute of the
 * same name would silently take their place, so it is refused.
 */
@Configuration(proxyBeanMethods = false)
class ReservedNames implements WebMvcConfigurer {
  private static final Set<String> NAMES =
      Set.of(
          ("title heading crumbs badges actions main scripts"
                  + " hint width optional readonly maxlength placeholder autocomplete choose value"
                  + " height within regionLevel lookup birthId sexId nameId multiple accept"
                  + " of word tone extra foot flush ariaLabel strong link nameUrl nameStates"
                  + " rightEnd wide oneLine button all unit sizes small buttons num goal paperNo"
                  + " sign reload staff")
              .split(" "));

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(
        new HandlerInterceptor() {
          @Override
          public void postHandle(
              HttpServletRequest request,
              HttpServletResponse response,
              Object handler,
              ModelAndView page) {
            if (page == null) return;
            for (String name : page.getModel().keySet())
              if (NAMES.contains(name))
                throw new IllegalStateException(
                    "Model attribute \""
                        + name
                        + "\" is a parameter of the layout or a fragment;"
                        + " choose another name (docs/pages.md)");
          }
        });
  }
}
