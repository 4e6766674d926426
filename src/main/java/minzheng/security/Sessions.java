package minzheng.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * The sessions in the database, written when something in them changed and otherwise once a minute:
 * the time of the last page alone is not worth a commit with each page. A session ends up to a
 * minute early for it.
 */
class Sessions implements FindByIndexNameSessionRepository<Sessions.Seldom> {
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  /** Set while a session is read. */
  private static final ThreadLocal<Boolean> READING = new ThreadLocal<>();

  private final FindByIndexNameSessionRepository<Session> stored;

  @SuppressWarnings("unchecked") // the type of its sessions is not public
  Sessions(JdbcIndexedSessionRepository stored) {
    this.stored =
        (FindByIndexNameSessionRepository<Session>) (FindByIndexNameSessionRepository<?>) stored;
  }

  /** Stands in for the repository that Spring Boot sets up. */
  @Configuration(proxyBeanMethods = false)
  static class Wrapping implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof JdbcIndexedSessionRepository stored ? new Sessions(stored) : bean;
    }

    /** A session is read by one statement, which needs no transaction around it. */
    @Bean(defaultCandidate = false)
    static TransactionOperations springSessionTransactionOperations(
        ObjectProvider<PlatformTransactionManager> transactions) {
      var own =
          SingletonSupplier.of(
              () -> {
                var template = new TransactionTemplate(transactions.getObject());
                template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
                return template;
              });
      return new TransactionOperations() {
        @Override
        public <T> T execute(TransactionCallback<T> action) {
          return READING.get() != null
              ? TransactionOperations.withoutTransaction().execute(action)
              : own.obtain().execute(action);
        }
      };
    }
  }

  @Override
  public Seldom createSession() {
    return new Seldom(stored.createSession(), true);
  }

  @Override
  public Seldom findById(String id) {
    READING.set(true);
    Session session;
    try {
      session = stored.findById(id);
    } finally {
      READING.remove();
    }
    return session == null ? null : new Seldom(session, false);
  }

  @Override
  public void save(Seldom session) {
    if (!session.changed) return;
    stored.save(session.session);
    session.changed = false;
  }

  @Override
  public void deleteById(String id) {
    stored.deleteById(id);
  }

  @Override
  public Map<String, Seldom> findByIndexNameAndIndexValue(String index, String value) {
    return stored.findByIndexNameAndIndexValue(index, value).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> new Seldom(e.getValue(), false)));
  }

  /** A session that knows whether it is worth writing. */
  static final class Seldom implements Session {
    private final Session session;
    private boolean changed;

    private Seldom(Session session, boolean changed) {
      this.session = session;
      this.changed = changed;
    }

    @Override
    public String getId() {
      return session.getId();
    }

    @Override
    public String changeSessionId() {
      changed = true;
      return session.changeSessionId();
    }

    @Override
    public <T> T getAttribute(String name) {
      return session.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
      return session.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, Object value) {
      changed = true;
      session.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
      changed = true;
      session.removeAttribute(name);
    }

    @Override
    public Instant getCreationTime() {
      return session.getCreationTime();
    }

    @Override
    public void setLastAccessedTime(Instant time) {
      if (time.isBefore(session.getLastAccessedTime().plus(UNTOLD))) return;
      changed = true;
      session.setLastAccessedTime(time);
    }

    @Override
    public Instant getLastAccessedTime() {
      return session.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
      changed = true;
      session.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
      return session.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
      return session.isExpired();
    }
  }
}
