/**
 * 备份与恢复 — the whole database as one file, and back. Two commands that start no pages: {@code
 * --minzheng.backup=FILE} and {@code --minzheng.restore=FILE}. Also what a bulk load takes off and
 * puts back. 网络安全法 第二十三条 asks for backups of important data.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package minzheng.backup;
