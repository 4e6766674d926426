package minzheng.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Health and metrics on a port of their own (MANAGEMENT_PORT), which only the operators' network
 * reaches: open there. On the pages' port the same addresses ask for an administrator's sign-in.
 */
@Configuration(proxyBeanMethods = false)
class ManagementSecurity {
  @Bean
  @Order(1)
  SecurityFilterChain managementPort(HttpSecurity http, Environment env) throws Exception {
    return http.securityMatcher(request -> onManagementPort(request, env))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .requestCache(cache -> cache.disable())
        .securityContext(context -> context.disable())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  private static boolean onManagementPort(HttpServletRequest request, Environment env) {
    Integer management = env.getProperty("local.management.port", Integer.class);
    Integer pages = env.getProperty("local.server.port", Integer.class);
    return management != null
        && !management.equals(pages)
        && management == request.getLocalPort(); // the socket's: no header changes it
  }
}
