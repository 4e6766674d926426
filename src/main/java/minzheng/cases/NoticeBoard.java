package minzheng.cases;

import java.util.List;
import minzheng.documents.IssuedPaper;
import minzheng.web.Option;

/**
 * What the page of a case shows of its notice, for the fragment {@code cases/notices-of-case ::
 * notices}.
 *
 * @param hung the notices, newest first
 * @param post the step of posting, if it is the reader's; null otherwise
 * @param object the step of registering an objection, if it is the reader's; null otherwise
 * @param communities of the case's street, to choose places from
 * @param papers the copies issued for the notice board, newest first
 */
public record NoticeBoard(
    CaseBoard board,
    List<Notice> hung,
    List<Notice.Objection> objections,
    Cases.Choice post,
    Cases.Choice object,
    List<Option> communities,
    List<IssuedPaper> papers) {
  /** Nothing hangs and the reader has nothing to do here. */
  public boolean isEmpty() {
    return hung.isEmpty() && post == null;
  }
}
