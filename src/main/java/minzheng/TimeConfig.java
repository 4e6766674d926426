package minzheng;

import java.time.Clock;
import java.time.ZoneId;
import minzheng.kernel.MovableClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The one clock of the product, in the bureau's time zone. */
@Configuration(proxyBeanMethods = false)
class TimeConfig {
  static final Clock CHINA = Clock.system(ZoneId.of("Asia/Shanghai"));

  @Bean
  @Profile("!demo & !test")
  Clock clock() {
    return CHINA;
  }

  @Bean
  @Profile("demo | test")
  MovableClock movableClock() {
    return new MovableClock(CHINA);
  }
}
