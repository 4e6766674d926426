package minzheng.documents;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where people outside reach the product: as configured, else as the present request came in. */
@Component
class PublicAddress {
  private final String configured;

  PublicAddress(@Value("${minzheng.public-url}") String configured) {
    this.configured = configured.replaceAll("/+$", "");
  }

  String of(String path) {
    String start =
        configured.isEmpty()
            ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
            : configured;
    return start + path;
  }
}
