package minzheng.security;

import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;

/** A worker opens no sessions, but work that locks an account ends those of the nodes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnNotWebApplication
class SessionsWithoutPages {
  @Bean
  JdbcIndexedSessionRepository sessions(JdbcOperations jdbc, TransactionOperations transactions) {
    return new JdbcIndexedSessionRepository(jdbc, transactions);
  }
}
