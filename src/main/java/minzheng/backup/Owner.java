package minzheng.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The database as its owner sees it: every district, and the tables' own definitions. */
public record Owner(String url, String user, String password) {

  /** A connection whose COPY text is the same on every server, and that no time limit breaks. */
  Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("logServerErrorDetail", "false"); // PostgreSQL's details quote rows
    Connection connection = DriverManager.getConnection(url, properties);
    try (var set = connection.createStatement()) {
      set.execute(
          """
          SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC'; SET bytea_output = 'hex';
          SET extra_float_digits = 1; SET search_path = public; SET row_security = off; SET statement_timeout = 0;
          SET idle_in_transaction_session_timeout = 0; SET synchronize_seqscans = off
          """);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }
}
