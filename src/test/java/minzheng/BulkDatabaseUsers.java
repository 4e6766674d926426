package minzheng;

import java.util.Set;

/** The population jobs that may use the owner's connection, each with its reason beside it. */
final class BulkDatabaseUsers {
  static final Set<String> NAMES = Set.of();

  private BulkDatabaseUsers() {}
}
