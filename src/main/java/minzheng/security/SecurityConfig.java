package minzheng.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** The pages' security: sign-in by form, strict headers, and a short list of open addresses. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfig {
  /**
   * What opens without signing in; nothing else does. It reads only extracts made for the public.
   */
  private static final String[] OPEN = {
    "/login",
    "/notices/**",
    "/verify/**",
    "/book/**",
    "/follow/**",
    "/v3/api-docs/**",
    "/api-docs/**",
    "/assets/**",
    "/webjars/**",
    "/_static/**",
    "/favicon.ico",
    "/error",
    "/actuator/health/**",
    "/readyz",
    "/livez"
  };

  /** No measurement of every single filter: a page is measured once, as a whole. */
  @Bean
  SecurityObservationSettings observations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new DelegatingPasswordEncoder(
        "argon2", Map.of("argon2", Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
  }

  @Bean
  @Order(100)
  SecurityFilterChain pages(HttpSecurity http, SignIns signIns) throws Exception {
    var home = new SavedRequestAwareAuthenticationSuccessHandler();
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(OPEN)
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasRole(Role.SYSTEM_ADMIN.name())
                    .anyRequest()
                    .authenticated())
        .formLogin(
            form ->
                form.loginPage("/login")
                    .successHandler(
                        (request, response, authentication) -> {
                          signIns.succeeded((CurrentUser) authentication.getPrincipal());
                          remember(request);
                          home.onAuthenticationSuccess(request, response, authentication);
                        })
                    .failureHandler(
                        (request, response, failure) ->
                            response.sendRedirect(
                                failure instanceof LockedException
                                    ? "/login?locked"
                                    : "/login?error")))
        .logout(logout -> logout.logoutSuccessUrl("/login?out"))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        csp ->
                            csp.policyDirectives(
                                "default-src 'self'; img-src 'self' data:; object-src 'none';"
                                    + " base-uri 'self'; form-action 'self'; frame-ancestors"
                                    + " 'none'"))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        permissions ->
                            permissions.policy("camera=(), microphone=(), geolocation=()"))
                    .frameOptions(frame -> frame.deny()))
        .csrf(Customizer.withDefaults())
        .exceptionHandling(refusals -> refusals.accessDeniedHandler(SecurityConfig::refuse))
        .addFilterBefore(new Throttle(signIns), UsernamePasswordAuthenticationFilter.class)
        .addFilterAfter(new ScopeFilter(), AuthorizationFilter.class)
        .build();
  }

  /** A form that outlived its session is not forbidden: the person signs in again. */
  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
      throws IOException {
    if (refusal instanceof CsrfException
        && SecurityContextHolder.getContext().getAuthentication() == null)
      response.sendRedirect("/login?expired");
    else response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  /** From where a session was opened, for the list of sessions. */
  private static void remember(HttpServletRequest request) {
    String browser = BrowserName.of(request.getHeader("User-Agent"));
    request.getSession().setAttribute(SignedInSessions.ADDRESS, request.getRemoteAddr());
    request.getSession().setAttribute(SignedInSessions.BROWSER, browser);
  }

  /** Refuses further guesses from one address before a password is even hashed. */
  private static final class Throttle extends OncePerRequestFilter {
    private final PathPatternRequestMatcher signIn =
        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/login");
    private final SignIns signIns;

    Throttle(SignIns signIns) {
      this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      if (signIn.matches(request) && signIns.throttled(request.getRemoteAddr()))
        response.sendRedirect("/login?throttled");
      else chain.doFilter(request, response);
    }
  }
}
