package minzheng.web;

/**
 * A condition of a list that is on.
 *
 * @param name parameter of the address that carries it
 * @param text as shown: 项目：低保
 */
public record Chip(String name, String text) {}
