package minzheng.web;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;
import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Keeps every template and every expression of them. By default 500 expressions are kept, a quarter
 * of what the pages have: the others were parsed and compiled anew for each page.
 */
@Component
class TemplateCaches implements BeanPostProcessor {
  private static final int ALL = -1;

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SpringTemplateEngine engine) {
      var caches = new StandardCacheManager();
      caches.setExpressionCacheMaxSize(ALL);
      caches.setTemplateCacheMaxSize(ALL);
      engine.setCacheManager(caches);
    }
    return bean;
  }
}
