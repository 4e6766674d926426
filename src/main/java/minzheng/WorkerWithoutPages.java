package minzheng;

import jakarta.servlet.Filter;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * A worker (MINZHENG_WEB=none) does background work and has no pages: what answers requests is
 * taken out of it, before it would ask for a web server.
 */
@Component
@ConditionalOnNotWebApplication
class WorkerWithoutPages implements BeanDefinitionRegistryPostProcessor, Ordered {
  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    for (String name : registry.getBeanDefinitionNames())
      if (answersRequests(registry.getBeanDefinition(name))) registry.removeBeanDefinition(name);
  }

  private static boolean answersRequests(BeanDefinition bean) {
    if (!(bean instanceof AnnotatedBeanDefinition annotated)) return false;
    var factory = annotated.getFactoryMethodMetadata();
    String own = annotated.getMetadata().getClassName();
    String maker = factory == null ? own : factory.getDeclaringClassName();
    if (!maker.startsWith("minzheng.")) return false;
    String name = factory == null ? own : factory.getReturnTypeName();
    Class<?> type = ClassUtils.resolveClassName(name, WorkerWithoutPages.class.getClassLoader());
    return Stream.of(
                Filter.class,
                SecurityFilterChain.class,
                WebMvcConfigurer.class,
                ErrorController.class)
            .anyMatch(web -> web.isAssignableFrom(type))
        || annotated.getMetadata().isAnnotated(Controller.class.getName())
        || annotated.getMetadata().isAnnotated(ControllerAdvice.class.getName());
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
