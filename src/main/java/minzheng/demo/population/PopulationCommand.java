package minzheng.demo.population;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import minzheng.jurisdiction.Regions;
import minzheng.jurisdiction.WorkingDays;
import minzheng.security.BulkDatabase;
import minzheng.standards.Standards;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.Sheets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * The command: makes a city in the configured database, prints what it made, and ends. It refuses a
 * database with persons in it unless {@code minzheng.population.beside-others=true}.
 */
@Component
@Profile("population")
class PopulationCommand implements ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(PopulationCommand.class);

  private final ConfigurableApplicationContext context;
  private final BulkDatabase bulk;
  private final Regions regions;
  private final WorkingDays days;
  private final Standards standards;
  private final Programmes programmes;
  private final PasswordEncoder passwords;
  private final Clock clock;
  private final String city;
  private final String size;
  private final long seed;
  private final String today;
  private final String password;
  private final boolean besideOthers;

  PopulationCommand(
      ConfigurableApplicationContext context,
      BulkDatabase bulk,
      Regions regions,
      WorkingDays days,
      Standards standards,
      Programmes programmes,
      PasswordEncoder passwords,
      Clock clock,
      @Value("${minzheng.city}") String city,
      @Value("${minzheng.population.size:S}") String size,
      @Value("${minzheng.population.seed:510100}") long seed,
      @Value("${minzheng.population.today:}") String today,
      @Value("${minzheng.population.password:demo}") String password,
      @Value("${minzheng.population.beside-others:false}") boolean besideOthers) {
    this.context = context;
    this.bulk = bulk;
    this.regions = regions;
    this.days = days;
    this.standards = standards;
    this.programmes = programmes;
    this.passwords = passwords;
    this.clock = clock;
    this.city = city;
    this.size = size;
    this.seed = seed;
    this.today = today;
    this.password = password;
    this.besideOthers = besideOthers;
  }

  @Override
  public void run(ApplicationArguments args) throws SQLException {
    boolean made = make();
    if (SpringApplication.exit(context, () -> made ? 0 : 1) != 0)
      throw new IllegalStateException("The city was not made");
  }

  private boolean make() throws SQLException {
    var plan =
        new Population.Plan(
            PopulationSize.of(size),
            seed,
            today.isEmpty() ? LocalDate.now(clock) : LocalDate.parse(today),
            city,
            passwords.encode(password));
    var sources =
        new Population.Sources(
            new ArrayList<>(regions.inside(city)),
            days.calendar(),
            standards.book(),
            new Sheets(programmes.book(), standards.book()));
    try (Connection connection = bulk.connection()) {
      if (Population.inhabited(connection) && !besideOthers) {
        LOG.error(
            "There are persons in this database already; a city is made in an empty one."
                + " minzheng.population.beside-others=true makes it nevertheless.");
        return false;
      }
      LOG.info("A city of size {} from seed {} for {}", size, seed, plan.today());
      long begun = clock.millis();
      var counts = Population.make(connection, sources, plan);
      var table =
          new StringBuilder("The city is made, in " + Duration.ofMillis(clock.millis() - begun));
      counts.forEach((name, rows) -> table.append("%n%20s %,12d".formatted(name, rows)));
      LOG.info("{}", table);
      return true;
    }
  }
}
