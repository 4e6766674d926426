package minzheng.subsidy.trial;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The client {@code demo} with the token {@code demo-token}, in the demo city only. */
@Component
@Profile("demo")
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
