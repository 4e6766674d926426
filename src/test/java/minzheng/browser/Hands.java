package minzheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** How a person works a page: with the mouse, or with the keyboard alone. */
enum Hands {
  MOUSE {
    @Override
    void press(Locator target) {
      target.click();
    }

    @Override
    void tick(Locator box) {
      box.check();
    }

    @Override
    void type(Locator field, String text) {
      field.fill(text);
    }

    @Override
    void choose(Locator select, String value) {
      select.selectOption(value);
    }
  },

  KEYBOARD {
    /** More stops than any page has. */
    private static final int STOPS = 400;

    private static final String FROM_THE_TOP =
        "e => document.activeElement === document.body && e.closest('main') !== null";

    @Override
    void press(Locator target) {
      reach(target);
      target.page().keyboard().press("Enter");
    }

    @Override
    void tick(Locator box) {
      if ("radio".equals(box.getAttribute("type"))) arrowTo(box);
      else {
        reach(box);
        if (!box.isChecked()) box.page().keyboard().press("Space");
      }
      assertThat(box.isChecked()).isTrue();
    }

    /** A group of radio buttons is one stop of the tabulator; the arrows choose. */
    private void arrowTo(Locator radio) {
      String group = radio.getAttribute("name");
      Page page = radio.page();
      String inGroup =
          "document.activeElement.type === 'radio' && document.activeElement.name === '";
      for (int i = 0; i < STOPS; i++) {
        if (Boolean.TRUE.equals(page.evaluate(inGroup + group + "'"))) break;
        page.keyboard().press("Tab");
      }
      page.keyboard().press("Space");
      for (int i = 0; i < 20 && !radio.isChecked(); i++) page.keyboard().press("ArrowDown");
    }

    @Override
    void type(Locator field, String text) {
      reach(field);
      field.page().keyboard().press("Control+A");
      field.page().keyboard().press("Delete");
      field.page().keyboard().type(text);
    }

    @Override
    void choose(Locator select, String value) {
      reach(select);
      Page page = select.page();
      page.keyboard().press("Home");
      for (int i = 0; i < 60 && !select.inputValue().equals(value); i++)
        page.keyboard().press("ArrowDown");
      assertThat(select.inputValue()).isEqualTo(value);
    }

    private void reach(Locator target) {
      var element = target.elementHandle(); // found once, not at every stop
      if (Boolean.TRUE.equals(element.evaluate(FROM_THE_TOP))) {
        target.page().keyboard().press("Tab"); // 跳到主要内容, as everybody does who has no mouse
        target.page().keyboard().press("Enter");
      }
      for (int i = 0; i < STOPS; i++) {
        if (Boolean.TRUE.equals(element.evaluate("e => e === document.activeElement"))) return;
        target.page().keyboard().press("Tab");
      }
      throw new AssertionError("The keyboard does not reach " + target);
    }
  };

  abstract void press(Locator target);

  abstract void tick(Locator box);

  abstract void type(Locator field, String text);

  abstract void choose(Locator select, String value);
}
