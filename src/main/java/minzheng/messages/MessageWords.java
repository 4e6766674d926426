package minzheng.messages;

import minzheng.web.CodeWords;
import org.springframework.stereotype.Component;

/** Words of messages in the audit trail. */
@Component
class MessageWords implements CodeWords {
  @Override
  public String word(String objectType, String field, String code) {
    return switch (objectType + "." + field) {
      case "消息.state", "消息发送记录.state" -> CodeWords.label(MessageState.class, code);
      case "消息发送记录.channel" -> CodeWords.label(Channel.class, code);
      default -> null;
    };
  }
}
