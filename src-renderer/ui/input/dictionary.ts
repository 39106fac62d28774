// The dictionary of readings, some 290 kB: a file of its own, loaded when a list is first searched.
export { pinyin } from "pinyin-pro";
