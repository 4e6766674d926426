package minzheng.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.zip.CRC32;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * A number that changes when an own static file changes. Addresses carry it, so that browsers may
 * keep the files for a year.
 */
@Component
class Build {
  private final String number;

  Build() throws IOException {
    var crc = new CRC32();
    Resource[] files =
        new PathMatchingResourcePatternResolver().getResources("classpath:/static/assets/**/*.*");
    Arrays.sort(files, Comparator.comparing(Resource::getFilename));
    for (Resource file : files) crc.update(file.getContentAsByteArray());
    number = Long.toHexString(crc.getValue());
  }

  String number() {
    return number;
  }
}
