package minzheng;

import java.util.Set;

/** The population jobs that may use the owner's connection, each with its reason beside it. */
final class BulkDatabaseUsers {
  static final Set<String> NAMES =
      Set.of(
          "minzheng.payments.RunDraft", // COPY into the run's own partition, attached when it is
          // whole
          "minzheng.demo.population.PopulationCommand" // a whole city by COPY, indexes built after
          );

  private BulkDatabaseUsers() {}
}
