import { answerPage } from "../../../shared/answer-page.ts";
import { arrangeWithDagre } from "./arrange-with-dagre.ts";
import { layoutGraph, type LayoutRequest } from "./layout-graph.ts";

answerPage((request: LayoutRequest) => layoutGraph(request, arrangeWithDagre));
