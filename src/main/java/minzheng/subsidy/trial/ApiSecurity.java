package minzheng.subsidy.trial;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import minzheng.subsidy.trial.ApiClients.ApiClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** The API's security: a bearer token with each call, no session, no cookies, no form. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
  private static final String SCHEME = "Bearer ";

  @Bean
  @Order(50)
  SecurityFilterChain api(HttpSecurity http, ApiClients clients) throws Exception {
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .addFilterBefore(new TokenFilter(clients), UsernamePasswordAuthenticationFilter.class)
        .exceptionHandling(
            e -> e.authenticationEntryPoint((request, response, failure) -> refuse(response)))
        .build();
  }

  /** An address that the firewall refuses is refused before it comes to any security. */
  @Bean
  RequestRejectedHandler rejections() {
    var pages = new HttpStatusRequestRejectedHandler();
    return (request, response, rejection) -> {
      if (request.getRequestURI().startsWith("/api/")) {
        Problem.of(HttpStatus.BAD_REQUEST, "请求的地址、方法或请求头不合规定，例如地址中有 ; 或 //。", List.of())
            .write(response);
      } else pages.handle(request, response, rejection);
    };
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    Problem.of(HttpStatus.UNAUTHORIZED, "缺少令牌，或者令牌无效、已停用。", List.of()).write(response);
  }

  /** Recognises the client by its token; without one the request goes on as nobody's. */
  private static final class TokenFilter extends OncePerRequestFilter {
    private final ApiClients clients;

    TokenFilter(ApiClients clients) {
      this.clients = clients;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String header = request.getHeader(HttpHeaders.AUTHORIZATION);
      if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        clients.authenticate(header.substring(SCHEME.length()).strip()).ifPresent(this::enter);
      }
      chain.doFilter(request, response);
    }

    private void enter(ApiClient client) {
      var context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(client, null, List.of()));
      SecurityContextHolder.setContext(context);
    }
  }
}
