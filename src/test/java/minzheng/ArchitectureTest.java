package minzheng;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Set;
import minzheng.imports.HeapWatch;
import minzheng.security.BulkDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.modulith.core.ApplicationModules;

/** The floors and the habits that reviews would otherwise have to watch. */
@ResourceLock(HeapWatch.HEAP)
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("minzheng");

  @Test
  void modules_keep_to_their_floors() {
    ApplicationModules.of(MinzhengApplication.class).verify();
  }

  @Test
  void time_comes_from_the_clock() {
    noClasses()
        .that()
        .resideOutsideOfPackage("minzheng") // TimeConfig makes the one clock
        .should()
        .callMethodWhere(
            new DescribedPredicate<JavaCall<?>>("now() without the clock") {
              @Override
              public boolean test(JavaCall<?> call) {
                var target = call.getTarget();
                boolean javaTime = target.getOwner().getPackageName().equals("java.time");
                boolean now =
                    target.getName().equals("now")
                        && target.getRawParameterTypes().stream()
                            .noneMatch(p -> p.isEquivalentTo(Clock.class));
                boolean system =
                    target.getOwner().isEquivalentTo(Clock.class)
                        && target.getName().startsWith("system");
                return javaTime && (now || system);
              }
            })
        .check(PRODUCT);
  }

  @Test
  void controllers_and_repositories_stay_inside_their_module() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Controller")
        .or()
        .haveSimpleNameEndingWith("Repository")
        .should()
        .bePackagePrivate()
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void money_and_ratios_are_never_floating_point() {
    noClasses()
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("double or float boxes") {
              @Override
              public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
                return type.isEquivalentTo(Double.class) || type.isEquivalentTo(Float.class);
              }
            })
        .check(PRODUCT);
  }

  /** The owner's connection is not bound by row-level security. */
  @Test
  void only_population_jobs_use_the_owners_connection() {
    Set<String> allowed = Set.of("minzheng.security.BulkDatabase");
    classes()
        .that(
            new DescribedPredicate<>("are not population jobs") {
              @Override
              public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
                return !BulkDatabaseUsers.NAMES.contains(type.getName())
                    && !allowed.contains(type.getName());
              }
            })
        .should()
        .onlyDependOnClassesThat(
            new DescribedPredicate<>("are not the bulk database") {
              @Override
              public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
                return !type.isEquivalentTo(BulkDatabase.class);
              }
            })
        .check(PRODUCT);
  }

  /** Nor is one that somebody opens beside the pools. */
  @Test
  void only_the_backup_opens_connections_of_its_own() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("minzheng.backup.Owner")
        .and()
        .doNotHaveFullyQualifiedName("minzheng.EmbeddedDatabase") // makes the roles
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.DriverManager")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.springframework.jdbc.datasource.DriverManagerDataSource")
        .check(PRODUCT);
  }
}
