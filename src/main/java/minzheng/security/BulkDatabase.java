package minzheng.security;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The owner's small connection pool for population jobs (COPY, partitions), which row-level
 * security does not bind. An architecture test keeps it to the classes named there, and it is no
 * {@code DataSource} bean, so nobody gets it by accident.
 */
@Component
public class BulkDatabase implements DisposableBean {
  private final HikariDataSource pool = new HikariDataSource();

  BulkDatabase(
      @Value("${spring.flyway.url}") String url,
      @Value("${spring.flyway.user}") String user,
      @Value("${spring.flyway.password}") String password) {
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setPoolName("bulk");
    pool.setMaximumPoolSize(3);
    pool.setMinimumIdle(0);
  }

  /** A connection as the owner; the caller closes it and minds its transaction. */
  public Connection connection() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void destroy() {
    pool.close();
  }
}
