package minzheng.subsidy.trial;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The client {@code demo} with the token {@code demo-token}, in the demo city only; there before
 * the city is built, which takes its time.
 */
@Component
@Profile("demo")
@Order(0)
class DemoClient implements ApplicationRunner {
  private final ApiClients clients;

  DemoClient(ApiClients clients) {
    this.clients = clients;
  }

  @Override
  public void run(ApplicationArguments args) {
    clients.ensure("demo", "demo-token", "demo");
  }
}
