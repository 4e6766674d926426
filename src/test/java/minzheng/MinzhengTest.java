package minzheng;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import minzheng.browser.AxeScript;
import minzheng.jobs.Counting;
import minzheng.jobs.JobsForTests;
import minzheng.web.Gallery;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The one Spring context of the suite: the whole product on a real PostgreSQL, on a free port for
 * the browser journeys, with MockMvcTester for page tests. A second set-up would cost 20 s. Its
 * tests share database, clock and browser, so they take turns; tests without it run beside them
 * (junit-platform.properties).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = {
      MinzhengApplication.class,
      Fixtures.class,
      OneHash.class,
      Gallery.class,
      JobsForTests.class,
      Counting.class,
      AxeScript.class
    },
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Execution(ExecutionMode.SAME_THREAD)
@ContextConfiguration(initializers = TestDatabase.class)
public @interface MinzhengTest {}
