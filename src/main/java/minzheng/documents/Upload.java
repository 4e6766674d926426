package minzheng.documents;

/**
 * A file as it arrives.
 *
 * @param fileName as the browser sent it
 * @param contentType as the browser claims it, or null
 * @param pages as the person stated, or null
 */
public record Upload(String fileName, String contentType, byte[] content, Integer pages) {}
