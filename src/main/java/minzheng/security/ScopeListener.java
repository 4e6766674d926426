package minzheng.security;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionSystemException;

/**
 * Tells the database the scope at the start of each transaction. The value was resolved once per
 * request: reading the security context here would open a session, which opens a transaction.
 */
@Component
class ScopeListener implements TransactionExecutionListener {
  private final DataSource dataSource;

  ScopeListener(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void afterBegin(TransactionExecution transaction, Throwable beginFailure) {
    String region = Scope.region();
    if (beginFailure != null || region == null) return;
    var connection = DataSourceUtils.getConnection(dataSource);
    try (var statement = connection.prepareStatement("SELECT set_config('app.region', ?, true)")) {
      statement.setString(1, region);
      statement.execute();
    } catch (SQLException e) {
      throw new TransactionSystemException("The scope of the transaction cannot be set", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
