import {
  ActionIcon,
  Button,
  createTheme,
  defaultVariantColorsResolver,
  type DrawerFactory,
  type ExtendComponent,
  type MantineColorsTuple,
  Menu,
  type ModalFactory,
  type SelectFactory,
  Tooltip,
} from "@mantine/core";

/** The one accent. Index 6 is used in light, 4 in dark: with autoContrast both reach AA. */
const indigo: MantineColorsTuple = [
  "#eef2ff",
  "#e0e7ff",
  "#c7d2fe",
  "#a5b4fc",
  "#818cf8",
  "#6366f1",
  "#4f46e5",
  "#4338ca",
  "#3730a3",
  "#312e81",
];
/** Neutral greys of the dark theme, text first. */
const dark: MantineColorsTuple = [
  "#e4e6eb",
  "#c3c7d0",
  "#a2a8b4",
  "#7f8694",
  "#414754",
  "#343a46",
  "#262b35",
  "#1c2028",
  "#161a21",
  "#101319",
];

const SANS =
  'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const theme = createTheme({
  colors: { indigo, dark },
  primaryColor: "indigo",
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.25,
  // By itself Mantine takes the light theme's contrast colour in the dark too: white on indigo 400 is 2.98 to 1.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const isAccent = (input.color ?? "indigo") === "indigo";
    return input.variant === "filled" && isAccent
      ? { ...colors, color: "var(--mantine-primary-color-contrast)" }
      : colors;
  },
  fontFamily: SANS,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace',
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.5", md: "1.5", lg: "1.5", xl: "1.4" },
  headings: {
    fontFamily: SANS,
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px" }, h2: { fontSize: "16px" }, h3: { fontSize: "14px" } },
  },
  defaultRadius: "md",
  radius: { xs: "3px", sm: "5px", md: "7px", lg: "10px", xl: "16px" },
  respectReducedMotion: true,
  // Modal and Drawer by type alone, not `.extend`: pages load them when one opens.
  components: {
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, shadow: "md", position: "bottom-end" } }),
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } },
      styles: { title: { fontSize: 16, fontWeight: 600 } },
    } satisfies ExtendComponent<ModalFactory>,
    Drawer: {
      defaultProps: { overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontSize: 16, fontWeight: 600 } },
    } satisfies ExtendComponent<DrawerFactory>,
    // Choosing what is chosen already keeps it; a choice that may be empty has its own button to clear it.
    Select: { defaultProps: { allowDeselect: false } } satisfies ExtendComponent<SelectFactory>,
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
});
